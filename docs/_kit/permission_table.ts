import type { AnyCommand, RawCommand } from "../../mod/cli/command.ts";
import { type Need, type Needs, reasons } from "../../mod/cli/needs.ts";
import { serveNeeds } from "../../commands/options/serve_options.ts";
import { PERMISSIONS } from "../../mod/process/permissions.ts";

const MARKED = /(<!-- permissions -->)[^]*?(<!-- end of permissions -->)/g;

/** A page with the table of permissions filled in, one row for each command. */
export function fillPermissionTable(
  page: string,
  commands: ReadonlyMap<string, AnyCommand | RawCommand>,
): string {
  return page.replaceAll(
    MARKED,
    (_all, start: string, end: string) => `${start}\n\n${permissionTable(commands)}\n\n${end}`,
  );
}

function permissionTable(commands: ReadonlyMap<string, AnyCommand | RawCommand>): string {
  const common = whysOf(serveNeeds());
  const rows = [...commands].filter(([name]) => name !== "socat").map(([name, { needs }]) =>
    `| \`${name}\` | ${keeps(needs as Needs<never>, common)} |`
  );
  const every = `| every \`serve\` | ${keeps(serveNeeds(), new Set())} |`;
  return ["| command | keeps |", "| --- | --- |", every, ...rows].join("\n");
}

/** @param common reasons that are told of all servers together */
function keeps(needs: Needs<never>, common: ReadonlySet<string>): string {
  const whys = whysOf(needs);
  const all = PERMISSIONS.every((name) => name in needs);
  if (all && whys.size === 1) return `everything: ${[...whys][0]}`;
  const told = PERMISSIONS.flatMap((name) =>
    reasons(needs, name).filter(({ why }) => !common.has(why)).map((need) => `**${name}** ${tell(need)}`)
  );
  return told.length === 0 ? "nothing" : told.join("; ");
}

function whysOf(needs: Needs<never>): Set<string> {
  return new Set(PERMISSIONS.flatMap((name) => reasons(needs, name).map(({ why }) => why)));
}

function tell({ why, if: condition }: Need<never>): string {
  return condition === undefined ? why : `${condition}: ${why}`;
}
