import { assertEquals } from "@std/assert";
import { assemble, flow, i64, variable } from "../../../mod/services/prime/wasm_module.ts";

const { get, set, load, store } = variable;

Deno.test("assemble() makes a module that the engine accepts and runs", () => {
  const sum = {
    name: "sum",
    takes: ["i64", "i64"],
    gives: ["i64"],
    locals: 0,
    body: [i64.add(get(0), get(1))],
  } as const;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(assemble([sum], 0)));
  assertEquals((exports.sum as CallableFunction)(2n ** 62n, 5n), 2n ** 62n + 5n);
});

Deno.test("assemble() writes loops, conditions and globals", () => {
  const count = {
    name: "count",
    takes: ["i64"],
    gives: ["i64"],
    locals: 0,
    body: [
      flow.repeatWhile(
        flow.notZero(get(0)),
        store(0, i64.add(load(0), get(0))),
        set(0, i64.sub(get(0), i64.const(1n))),
      ),
      load(0),
    ],
  } as const;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(assemble([count], 1)));
  assertEquals((exports.count as CallableFunction)(100n), 5050n);
});

Deno.test("i64.const() encodes small, large and negative numbers", () => {
  for (const value of [0n, 63n, 64n, -64n, -65n, 0xffff_ffffn, -(2n ** 63n), 2n ** 63n - 1n]) {
    const f = { name: "f", takes: [], gives: ["i64"], locals: 0, body: [i64.const(value)] } as const;
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(assemble([f], 0)));
    assertEquals((exports.f as CallableFunction)(), value);
  }
});
