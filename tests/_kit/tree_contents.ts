/** What is below a folder: the size of each file, 0 for folders, whose names end in `/`. */
export function treeContents(folder: string, prefix = ""): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) {
      Object.assign(found, { [`${prefix}${name}/`]: 0 }, treeContents(path, `${prefix}${name}/`));
    } else found[prefix + name] = Deno.statSync(path).size;
  }
  return found;
}
