if (globalThis.Deno === undefined) {
  throw new Error("The library of netlab-cli runs in Deno, not in Node: npx deno run --allow-net program.ts");
}
