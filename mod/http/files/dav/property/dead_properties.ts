/*
What clients say about files and folders, and the server does not understand (RFC 4918 §4). It is kept in
memory, for as long as the server runs, and goes along with what is moved or copied, into the trash and back.
There is only so much of it; when it is full, what belongs to files that are no longer there makes room.
*/

/** A property that only clients understand. */
export interface DeadProperty {
  readonly space: string;
  readonly name: string;
  /** The whole element, as XML that means the same anywhere. */
  readonly xml: string;
}

/** The most that all dead properties of a server may take, characters. */
export const DEAD_PROPERTY_LIMIT = 8 * 1024 * 1024;
/** What a property takes beside its own characters. */
const OVERHEAD = 100;
const NONE: readonly DeadProperty[] = [];

/** The dead properties of all files and folders, by their real paths. */
export class DeadProperties {
  readonly #all = new Map<string, Map<string, DeadProperty>>();
  #size = 0;

  /**
   * @param separator between the names of a path
   * @param isThere whether anything has a path
   */
  constructor(
    readonly separator: string,
    readonly isThere: (path: string) => boolean,
    readonly limit: number = DEAD_PROPERTY_LIMIT,
  ) {}

  /** Those of one path. */
  of(path: string): readonly DeadProperty[] {
    // A listing asks for each of its entries.
    if (this.#all.size === 0) return NONE;
    return [...this.#all.get(path)?.values() ?? []];
  }

  /** One of a path. */
  get(path: string, { space, name }: Pick<DeadProperty, "space" | "name">): DeadProperty | undefined {
    return this.#all.get(path)?.get(key(space, name));
  }

  /** Whether these of a path would fit in beside all others. */
  hasRoomFor(path: string, properties: readonly DeadProperty[]): boolean {
    const size = properties.reduce((sum, each) => sum + sizeOf(path, each), 0);
    if (this.#size + size > this.limit) this.#sweep();
    return this.#size + size <= this.limit;
  }

  /** Sets one of a path. */
  set(path: string, property: DeadProperty): void {
    this.remove(path, property);
    let own = this.#all.get(path);
    if (own === undefined) this.#all.set(path, own = new Map());
    own.set(key(property.space, property.name), property);
    this.#size += sizeOf(path, property);
  }

  /** Removes one of a path, if it is there. */
  remove(path: string, { space, name }: Pick<DeadProperty, "space" | "name">): void {
    const own = this.#all.get(path);
    const before = own?.get(key(space, name));
    if (own === undefined || before === undefined) return;
    own.delete(key(space, name));
    if (own.size === 0) this.#all.delete(path);
    this.#size -= sizeOf(path, before);
  }

  /** What was at a path is gone, with everything in it. */
  forget(path: string): void {
    for (const [each, properties] of this.#within(path)) this.#drop(each, properties);
  }

  /** What was at a path is at another one now, with everything in it. */
  move(from: string, to: string): void {
    this.forget(to);
    for (const [path, properties] of this.#within(from)) {
      this.#drop(path, properties);
      for (const property of properties.values()) this.set(to + path.slice(from.length), property);
    }
  }

  /** A file or folder is at another path as well; without its properties, if these do not fit in. */
  copy(from: string, to: string): void {
    const own = this.of(from);
    this.#drop(to, this.#all.get(to) ?? new Map());
    if (!this.hasRoomFor(to, own)) return;
    for (const property of own) this.set(to, property);
  }

  #within(path: string): [string, Map<string, DeadProperty>][] {
    const inside = path.endsWith(this.separator) ? path : path + this.separator;
    return [...this.#all].filter(([each]) => each === path || each.startsWith(inside));
  }

  #sweep(): void {
    for (const [path, properties] of this.#all) if (!this.isThere(path)) this.#drop(path, properties);
  }

  #drop(path: string, properties: ReadonlyMap<string, DeadProperty>): void {
    for (const property of properties.values()) this.#size -= sizeOf(path, property);
    this.#all.delete(path);
  }
}

function key(space: string, name: string): string {
  return `${space}\n${name}`;
}

function sizeOf(path: string, { space, name, xml }: DeadProperty): number {
  return path.length + space.length + name.length + xml.length + OVERHEAD;
}
