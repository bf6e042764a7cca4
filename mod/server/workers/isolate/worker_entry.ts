/**
 * Where a worker thread begins: a composition root that no module imports. The first message says
 * which role the worker plays; everything after it is for that role.
 */
import type { AcceptMessage, ControlMessage } from "../../modes/symmetric_worker.ts";
import { ServiceHost } from "./service_host.ts";
import { givenAway, type MessageToHost } from "./message.ts";

/** The worker's side of its message port; the types of the runtime only know the page's side. */
const port = self as unknown as {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent) => void) | null;
  addEventListener(type: "error" | "unhandledrejection", listener: (event: Event) => void): void;
};

const host = new ServiceHost((message) => port.postMessage(message, givenAway(message)));

// An uncaught failure ends this worker, and the runtime must not print it with a stack.
port.addEventListener("error", (event) => {
  event.preventDefault();
  host.crash((event as ErrorEvent).error ?? (event as ErrorEvent).message);
});
port.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  host.crash((event as PromiseRejectionEvent).reason);
});

port.onmessage = ({ data }: MessageEvent<MessageToHost | AcceptMessage>) => {
  if (data.type === "accept") accept(data);
  else host.receive(data);
};

async function accept(message: AcceptMessage): Promise<void> {
  // The server may be stopped while this loads.
  const early: ControlMessage[] = [];
  port.onmessage = ({ data }: MessageEvent<ControlMessage>) => void early.push(data);
  const { SymmetricWorker } = await import("../../modes/symmetric_worker.ts");
  const worker = new SymmetricWorker((said, transfer = []) => port.postMessage(said, transfer));
  port.onmessage = ({ data }: MessageEvent<ControlMessage>) => worker.receive(data);
  early.forEach((data) => worker.receive(data));
  await worker.run(message);
}
