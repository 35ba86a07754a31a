/** A file that the build copies beside the bundle; the value is its path. */
declare module '*?asset' {
  const path: string;
  export default path;
}
