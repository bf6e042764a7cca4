/**
 * Keeps everybody else out of a file, as many programs of Windows do with the files they have open
 * (CreateFileW without a share mode). No other system has this.
 */
export function lockedFile(path: string): Disposable {
  const kernel = Deno.dlopen("kernel32.dll", {
    CreateFileW: {
      parameters: ["buffer", "u32", "u32", "pointer", "u32", "u32", "pointer"],
      result: "pointer",
    },
    CloseHandle: { parameters: ["pointer"], result: "i32" },
  });
  const name = Uint16Array.from(`${path}\0`, (letter) => letter.charCodeAt(0));
  const bytes = new Uint8Array(name.buffer);
  const handle = kernel.symbols.CreateFileW(bytes, GENERIC_READ, 0, null, OPEN_EXISTING, 0, null);
  return {
    [Symbol.dispose]() {
      kernel.symbols.CloseHandle(handle);
      kernel.close();
    },
  };
}

const GENERIC_READ = 0x8000_0000;
const OPEN_EXISTING = 3;
