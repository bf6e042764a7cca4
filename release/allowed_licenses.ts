/**
 * Licences under which a library may become a part of the program: they ask for no more than that their
 * notice is handed on, which `netlab help licenses` does.
 */
export const ALLOWED_LICENSES: readonly string[] = [
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "ISC",
  "MIT",
  "Unlicense",
];
