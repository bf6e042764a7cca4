import { requiredDescriptors } from "./descriptors.ts";

/** A descriptor of the system's that does not block: waited for by the poller, and closed once. */
export class OwnedDescriptor implements Disposable {
  /** Its number; another's as soon as it is closed. */
  protected readonly fd: number;
  /** What its calls are made with. */
  protected readonly system = requiredDescriptors();
  /** Whether it is not closed yet. */
  protected isOpen = true;

  /** Takes ownership. */
  constructor(fd: number) {
    this.fd = fd;
  }

  /** Ends what waits for it. Calling it again has no effect. */
  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.system.poller.forget(this.fd);
    this.system.libc.close(this.fd);
  }

  /** Closes it. */
  [Symbol.dispose](): void {
    this.close();
  }
}
