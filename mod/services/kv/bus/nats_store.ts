import { BUCKET, parseBusAddress, withoutLogin } from "../../../bus/bus_address.ts";
import type { BusLogin } from "../../../bus/bus_login.ts";
import type { Message } from "../../../i18n/message.ts";
import { Bucket } from "./bucket.ts";
import { SharedKeyspace } from "./shared_keyspace.ts";
import { SharedStore } from "./shared_store.ts";

/** The arguments of {@linkcode NatsStore}. */
export interface NatsStoreOptions {
  /** As {@linkcode parseBusAddress} reads it. */
  readonly address: string;
  readonly login: BusLogin;
  /** Bytes that keys and values may take before commands that want more are refused. */
  readonly maxMemory: number;
  /** Takes a sentence for the operator. */
  readonly tell: (sentence: Message) => void;
}

/** Keys and channels that are shared by way of a NATS server. */
export class NatsStore extends SharedStore implements AsyncDisposable {
  readonly #bucket: Bucket;

  /** @throws {MessageError} when the address cannot be read */
  constructor({ address, login, maxMemory, tell }: NatsStoreOptions) {
    const keyspace: SharedKeyspace = new SharedKeyspace({ maxMemory, evicts: false, now: () => bucket.now });
    const bucket: Bucket = new Bucket({
      address: parseBusAddress(address, BUCKET),
      login,
      shown: withoutLogin(address),
      keyspace,
      published: (channel, message) => this.hear(channel, message),
      tell,
    });
    super(keyspace, bucket);
    this.#bucket = bucket;
  }

  /** Joins the bus, and goes on trying until the keys are here. @throws the signal's reason, when it is aborted before */
  open(signal: AbortSignal): Promise<void> {
    return this.#bucket.open(signal);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#bucket[Symbol.asyncDispose]();
  }
}
