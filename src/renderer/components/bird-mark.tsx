/** The application's mark: a bird on the wing, and the water that it carries. */
export function BirdMark({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#0b5250" />
      <path
        d="M4.5 11.2c4.6.2 7.9 1.7 10 4.6 1.5-4.9 5-8 10.6-9.3-.6 3-1.5 5.400-2.800 7.200l5.200 1.300-5.300 2.100c-1.500 3-4.300 4.700-8.300 4.700-3.400 0-6.200-1.100-8.400-3.200l4.300-.7c-2.600-1.300-4.300-3.500-5.300-6.700z"
        fill="#f1e6d2"
      />
      <path
        d="M14 23.800c1.100 1.400 1.700 2.300 1.700 3a1.700 1.700 0 0 1-3.400 0c0-.7.600-1.600 1.700-3z"
        fill="#7cc2bc"
      />
    </svg>
  );
}
