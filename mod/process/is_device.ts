/**
 * Whether a path leads to a place that the runtime opens only to programs with all permissions:
 * devices, descriptors, kernel information. `/dev/null` is for everybody.
 */
export function isDevice(path: string): boolean {
  return Deno.build.os !== "windows" && path !== "/dev/null" && /^\/(dev|proc|sys)(\/|$)/.test(real(path));
}

function real(path: string): string {
  if (path.startsWith("/dev/") || path.startsWith("/proc/")) return path;
  try {
    return Deno.realPathSync(path);
  } catch {
    return path; // not there yet, or not ours to see
  }
}
