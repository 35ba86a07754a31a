/** A file that the build copies beside the bundle; the value is its path. */
declare module '*?asset' {
  const path: string;
  export default path;
}

/** A file whose text the build puts into the bundle. */
declare module '*?raw' {
  const text: string;
  export default text;
}
