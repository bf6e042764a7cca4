import type { Fault } from "../../_kit/fault.ts";

export default {
  name: "no inodes",
  about: "the small disk has room, and none for one more file, for two seconds",
  appliesTo: (server) => server.plan.disk !== undefined,
  async inject(server, { pause }) {
    const disk = server.plan.disk!;
    const { total, free } = await inodes(disk);
    using _full = server.outages.begin({ may: ["refuse"] });
    try {
      await remount(disk, total - free);
      await pause(2000);
    } finally {
      await remount(disk, total);
    }
  },
} satisfies Fault;

async function inodes(path: string): Promise<{ total: number; free: number }> {
  const [total, free] = (await output("stat", ["--file-system", "--format=%c %d", path])).split(" ").map(
    Number,
  );
  return { total: total!, free: free! };
}

/** If somebody has made a file meanwhile, the system refuses; then there is a little room left. */
async function remount(disk: string, inodes: number): Promise<void> {
  for (let most = inodes; most < inodes + 10; most++) {
    const done = await output("mount", ["-o", `remount,nr_inodes=${most}`, disk]).then(
      () => true,
      () => false,
    );
    if (done) return;
  }
  throw new Error(`${disk} cannot be mounted with ${inodes} inodes`);
}

async function output(program: string, args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
  return new TextDecoder().decode(stdout).trim();
}
