import { assertEquals, assertRejects } from "@std/assert";
import { AcceptMux } from "../../../mod/net/accept/accept_mux.ts";
import { until } from "../../_kit/until.ts";
import { FakeConnection } from "../../_kit/net/fake_connection.ts";

/** Where clients come from when the test says so. */
class Door {
  #waiting = Promise.withResolvers<FakeConnection>();
  asked = 0;

  accept(): Promise<FakeConnection> {
    this.asked++;
    return this.#waiting.promise.finally(() => this.#waiting = Promise.withResolvers());
  }

  come(client: FakeConnection): void {
    this.#waiting.resolve(client);
  }

  fail(error: Error): void {
    this.#waiting.reject(error);
  }
}

const client = () => new FakeConnection([]);

Deno.test("AcceptMux hands out each client once, and keeps those that came at the same time", async () => {
  const doors = [new Door(), new Door(), new Door()];
  const mux = new AcceptMux(doors);
  const clients = doors.map(client);
  const first = mux.next();
  doors.forEach((door, index) => door.come(clients[index]!));
  const got = [await first, await mux.next(), await mux.next()];
  assertEquals(new Set(got).size, 3);
  assertEquals(new Set(got), new Set(clients));
});

Deno.test("AcceptMux goes on with the others when one fails", async () => {
  const doors = [new Door(), new Door()];
  const mux = new AcceptMux(doors);
  const failing = assertRejects(() => mux.next(), Error, "reset in the queue");
  doors[0]!.fail(new Error("reset in the queue"));
  await failing;
  const [one, other] = [client(), client()];
  doors[1]!.come(other);
  assertEquals(await mux.next(), other);
  const next = mux.next();
  doors[0]!.come(one);
  assertEquals(await next, one);
});

Deno.test("AcceptMux.close() resets the client that nobody has been given", async () => {
  const doors = [new Door(), new Door()];
  const mux = new AcceptMux(doors);
  const [one, other] = [client(), client()];
  const next = mux.next();
  doors[0]!.come(one);
  doors[1]!.come(other);
  assertEquals(await next, one);
  mux.close();
  await until(() => other.ends.length > 0);
  assertEquals([one.ends, other.ends], [[], ["reset"]]);
});
