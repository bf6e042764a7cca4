import { assertEquals, assertRejects } from "@std/assert";
import { JobQueue } from "../../mod/server/job_queue.ts";

Deno.test("JobQueue hands each task to one consumer, first in, first out", async () => {
  const queue = new JobQueue<number>();
  const taken: number[] = [];
  const consume = async () => {
    for await (const job of queue) {
      taken.push(job.task);
      job.done();
    }
  };
  const puts = [1, 2, 3].map((task) => queue.put(task));
  assertEquals(queue.length, 3);
  const consumers = [consume(), consume()];
  await Promise.all(puts);
  queue.close();
  await Promise.all(consumers);
  assertEquals(taken, [1, 2, 3]);
});

Deno.test("JobQueue.put() rejects with what the consumer could not do", async () => {
  const queue = new JobQueue<string>();
  const put = queue.put("task");
  for await (const job of queue) {
    job.failed(new Error("no"));
    break;
  }
  await assertRejects(() => put, Error, "no");
});

Deno.test("JobQueue.close() lets waiting consumers go home", async () => {
  const queue = new JobQueue<number>();
  const consumer = Array.fromAsync(queue);
  queue.close();
  assertEquals(await consumer, []);
});
