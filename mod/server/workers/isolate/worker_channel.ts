import { type Message, msg } from "../../../i18n/message.ts";
import type { Channel } from "./channel.ts";
import { givenAway, type MessageFromHost, type MessageToHost } from "./message.ts";
import { newWorker } from "./new_worker.ts";
import type { Permission } from "../../../process/permissions.ts";

/**
 * Starts a worker thread that hosts services.
 *
 * A worker has its own heap and its own event loop in the same process. It takes about as long to
 * start as a child process and needs about as much memory, because the JavaScript engine takes the
 * time, not the thread.
 *
 * @param name its name for people.
 * @param permissions the permissions to keep; undefined: those of this isolate.
 */
export function startWorkerThread(name: Message, permissions: readonly Permission[] | undefined): Channel {
  const worker = newWorker(String(name), permissions);
  const gone = Promise.withResolvers<Message>();
  const channel: Channel = {
    name,
    post: (message: MessageToHost) => worker.postMessage(message, givenAway(message)),
    receive: () => {},
    gone: gone.promise,
    kill() {
      worker.terminate();
      gone.resolve(msg`was ended`);
      return Promise.resolve();
    },
  };
  worker.onmessage = ({ data }: MessageEvent<MessageFromHost>) => {
    channel.receive(data);
    if (data.type === "crash") channel.kill();
  };
  worker.onerror = (event) => {
    // Without this, a failure of the worker would become a failure of the whole program.
    event.preventDefault();
    worker.terminate();
    gone.resolve(msg`crashed: ${event.message}`);
  };
  return channel;
}
