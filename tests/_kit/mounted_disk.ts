import { isInstalled } from "./program/is_installed.ts";
import { runCommand } from "./program/run.ts";
import type { TempFolder } from "./temp_folder.ts";

/**
 * A disk with other rules for names than Linux has, in a file: exFAT takes `A` and `a` for one name and
 * none of the characters that Windows forbids; on NTFS a file can have a short name besides its own.
 */
export type DiskKind = "exfat" | "ntfs";

const PROGRAMS = { exfat: ["mkfs.exfat", "losetup", "mount.exfat-fuse"], ntfs: ["mkntfs", "ntfs-3g"] };

/** A test with such a disk. To mount it needs root, FUSE, loop devices and programs. */
export function diskTest(name: string, kind: DiskKind, fn: () => Promise<void>): void {
  const missing = PROGRAMS[kind].filter((program) => !isInstalled(program));
  const why = missing.length > 0
    ? `${missing.join(", ")} is not installed`
    : mayMount()
    ? undefined
    : "disks cannot be mounted here";
  if (why === undefined) Deno.test(name, fn);
  else Deno.test({ name: `${name} (skipped: ${why})`, ignore: true, fn });
}

function mayMount(): boolean {
  try {
    return Deno.build.os === "linux" && Deno.uid() === 0 &&
      ["/dev/fuse", "/dev/loop0"].every((path) => Deno.statSync(path) !== undefined);
  } catch {
    return false;
  }
}

/** A disk that is mounted for the length of a test. */
export class MountedDisk implements AsyncDisposable {
  private constructor(readonly path: string, readonly device: string | undefined) {}

  /** Makes one in a folder and mounts it there. */
  static async mount(kind: DiskKind, temp: TempFolder): Promise<MountedDisk> {
    const image = temp.write("disk.img", new Uint8Array(8 * 1024 * 1024));
    const path = `${temp.path}/disk`;
    Deno.mkdirSync(path);
    if (kind === "ntfs") {
      await succeed("mkntfs", "-F", "-Q", image);
      await succeed("ntfs-3g", image, path);
      return new MountedDisk(path, undefined);
    }
    await succeed("mkfs.exfat", image);
    const device = (await succeed("losetup", "-f", "--show", image)).trim();
    await succeed("mount.exfat-fuse", device, path);
    return new MountedDisk(path, device);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await succeed("umount", this.path);
    if (this.device !== undefined) await succeed("losetup", "-d", this.device);
  }
}

async function succeed(command: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand(command, args);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr}`);
  return stdout;
}
