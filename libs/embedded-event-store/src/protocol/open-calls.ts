import { shuttingDown } from './errors';

interface StreamingCall {
  emit(event: 'error', error: Error): boolean;
  on(event: 'cancelled' | 'close' | 'finish', listener: () => void): unknown;
}

/** The calls that last as long as their client likes. They would keep a stopping node waiting for ever. */
export class OpenCalls {
  private readonly calls = new Set<StreamingCall>();

  /** Returns what forgets the call before it is over. */
  add(call: StreamingCall): () => void {
    this.calls.add(call);
    const forget = () => void this.calls.delete(call);
    call.on('cancelled', forget);
    call.on('close', forget);
    call.on('finish', forget);
    return forget;
  }

  /** Ends every one of them with UNAVAILABLE, so that its client knows to come back. */
  endAll(): void {
    for (const call of [...this.calls]) call.emit('error', shuttingDown());
    this.calls.clear();
  }
}
