import { foldedName } from "../../../fs/file_name.ts";
import {
  type AccountsText,
  EVERYBODY,
  type Grant,
  NOTHING,
  OWN,
  type Section,
  USERS,
} from "./accounts_text.ts";

/*
Who may do what, path by path.

The section with the longest path decides, alone: whoever is not named in it may do nothing there. So a section
is the complete list of those who can come in, and to forget somebody locks out, never in. A path that is
written down goes before one with {user} in it.

In a section, somebody's own line counts, and without one those of his groups together; what everybody may do
(`*`) comes on top.

Names are compared as the strictest disk does, without capitals, so that no other spelling is a way around a
section, whatever disk the folder is on.
*/
export class PathRights {
  readonly #root: Node = { children: new Map() };
  readonly #text: AccountsText;

  constructor(text: AccountsText) {
    this.#text = text;
    for (const section of text.sections) {
      let node = this.#root;
      for (const part of section.parts) {
        const key = part === OWN ? OWN : foldedName(part);
        let child = node.children.get(key);
        if (child === undefined) node.children.set(key, child = { children: new Map() });
        node = child;
      }
      node.section = section;
    }
  }

  /** What somebody may do with a path. @param user undefined: whoever has not signed in */
  grant(user: string | undefined, names: readonly string[]): Grant {
    return this.decision(user, names).grant;
  }

  /** The same, and whether the section that decides is the path's own. */
  decision(user: string | undefined, names: readonly string[]): { grant: Grant; own: boolean } {
    const found = longest(this.#root, names.map(foldedName), 0);
    if (found === undefined) return { grant: NOTHING, own: false };
    const at = found.section.parts.indexOf(OWN);
    const owner = at < 0 ? undefined : foldedName(names[at]!);
    return { grant: this.#granted(user, found.section, owner), own: found.depth === names.length };
  }

  /** Whether somebody may do something somewhere below a path: then he is shown the way there. */
  leadsOn(user: string | undefined, names: readonly string[]): boolean {
    return this.#below(user, names).some(({ read, upload }) => read || upload);
  }

  /** Whether somebody may manage everything below a path that has a section of its own. */
  managesBelow(user: string | undefined, names: readonly string[]): boolean {
    return this.#below(user, names, true).every(({ manage }) => manage);
  }

  /** The same for reading. */
  readsBelow(user: string | undefined, names: readonly string[]): boolean {
    return this.#below(user, names, true).every(({ read }) => read);
  }

  /**
   * The grants of all sections below a path. Where one has {user} in it, that is whoever asks.
   *
   * @param others and of the folders there that are somebody else's
   */
  #below(user: string | undefined, names: readonly string[], others = false): Grant[] {
    const folded = names.map(foldedName);
    const grants: Grant[] = [];
    for (const section of this.#text.sections) {
      if (section.parts.length <= folded.length) continue;
      const isBelow = folded.every((name, at) =>
        section.parts[at] === OWN || foldedName(section.parts[at]!) === name
      );
      if (!isBelow) continue;
      const at = section.parts.indexOf(OWN);
      if (at >= 0 && at < folded.length) grants.push(this.#granted(user, section, folded[at]));
      else {
        grants.push(this.#granted(user, section, at < 0 ? undefined : user));
        if (others && at >= 0) grants.push(this.#granted(user, section, undefined));
      }
    }
    return grants;
  }

  /** @param owner the folded name of the folder at {user} */
  #granted(user: string | undefined, { grants }: Section, owner: string | undefined): Grant {
    const anybody = grants.get(EVERYBODY) ?? NOTHING;
    if (user === undefined) return anybody;
    const own = grants.get(user) ?? (owner === user ? grants.get(OWN) : undefined);
    if (own !== undefined) return together([own, anybody]);
    const groups = [...grants].filter(([who]) => who === USERS || this.#text.groups.get(who)?.has(user));
    return together([anybody, ...groups.map(([, grant]) => grant)]);
  }
}

interface Node {
  section?: Section;
  readonly children: Map<string, Node>;
}

/** The section with the longest path that a path begins with. */
function longest(
  node: Node,
  folded: readonly string[],
  depth: number,
): { section: Section; depth: number } | undefined {
  const here = node.section && { section: node.section, depth };
  const name = folded[depth];
  if (name === undefined) return here;
  let best = here;
  for (const child of [node.children.get(name), node.children.get(OWN)]) {
    const found = child && longest(child, folded, depth + 1);
    if (found !== undefined && (best === undefined || found.depth > best.depth)) best = found;
  }
  return best;
}

function together(grants: readonly Grant[]): Grant {
  return {
    read: grants.some(({ read }) => read),
    upload: grants.some(({ upload }) => upload),
    manage: grants.some(({ manage }) => manage),
  };
}
