import { matchesGlob } from "./store/glob.ts";

/** Somebody who may be told what is published. */
export interface ChannelSubscriber {
  readonly channels: Set<string>;
  readonly patterns: Set<string>;
  /** A message of a channel it subscribed to. */
  hear(channel: string, message: string): void;
  /** A message of a channel that one of its patterns matches. */
  hearPattern(pattern: string, channel: string, message: string): void;
}

/** Publish and subscribe: who hears what. Nothing is kept; whoever is not there misses it. */
export class Channels {
  readonly #channels = new Map<string, Set<ChannelSubscriber>>();
  readonly #patterns = new Map<string, Set<ChannelSubscriber>>();

  /** Patterns that somebody subscribed to. */
  get patternCount(): number {
    return this.#patterns.size;
  }

  /** Channels that somebody subscribed to. */
  names(): IterableIterator<string> {
    return this.#channels.keys();
  }

  /** How many subscribed to a channel by its name. */
  subscribersOf(channel: string): number {
    return this.#channels.get(channel)?.size ?? 0;
  }

  /** From now on the subscriber hears this channel. */
  subscribe(channel: string, subscriber: ChannelSubscriber): void {
    subscriber.channels.add(channel);
    join(this.#channels, channel, subscriber);
  }

  /** No longer. */
  unsubscribe(channel: string, subscriber: ChannelSubscriber): void {
    subscriber.channels.delete(channel);
    leave(this.#channels, channel, subscriber);
  }

  /** From now on the subscriber hears every channel that matches. */
  subscribePattern(pattern: string, subscriber: ChannelSubscriber): void {
    subscriber.patterns.add(pattern);
    join(this.#patterns, pattern, subscriber);
  }

  /** No longer. */
  unsubscribePattern(pattern: string, subscriber: ChannelSubscriber): void {
    subscriber.patterns.delete(pattern);
    leave(this.#patterns, pattern, subscriber);
  }

  /** The subscriber is gone. */
  leave(subscriber: ChannelSubscriber): void {
    for (const each of [...subscriber.channels]) this.unsubscribe(each, subscriber);
    for (const each of [...subscriber.patterns]) this.unsubscribePattern(each, subscriber);
  }

  /** How many times a message on a channel is told. */
  receiversOf(channel: string): number {
    let told = this.subscribersOf(channel);
    for (const [pattern, subscribers] of this.#patterns) {
      if (matchesGlob(pattern, channel)) told += subscribers.size;
    }
    return told;
  }

  /** Tells everybody who subscribed. @returns how many times it was told */
  publish(channel: string, message: string): number {
    let told = 0;
    for (const each of this.#channels.get(channel) ?? []) {
      each.hear(channel, message);
      told++;
    }
    for (const [pattern, subscribers] of this.#patterns) {
      if (!matchesGlob(pattern, channel)) continue;
      for (const each of subscribers) {
        each.hearPattern(pattern, channel, message);
        told++;
      }
    }
    return told;
  }
}

function join(table: Map<string, Set<ChannelSubscriber>>, name: string, subscriber: ChannelSubscriber): void {
  const there = table.get(name);
  if (there === undefined) table.set(name, new Set([subscriber]));
  else there.add(subscriber);
}

function leave(
  table: Map<string, Set<ChannelSubscriber>>,
  name: string,
  subscriber: ChannelSubscriber,
): void {
  const there = table.get(name);
  there?.delete(subscriber);
  if (there?.size === 0) table.delete(name);
}
