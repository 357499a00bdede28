import type { RecordedInLog } from '@heqi/messages';

export interface BrokenCommand {
  readonly code: 'command-without-start' | 'command-without-end';
  readonly details: { readonly command: string; readonly index: string; readonly size: string };
}

/** The events of a command stand one behind the other, the first to the last: whoever meets the last has met all. */
export class CommandGroups {
  private open: { readonly size: number; readonly next: number; readonly last: RecordedInLog<unknown> } | undefined;

  /** @param onBroken told of the event where a command breaks off, or where one begins in its midst. */
  constructor(private readonly onBroken: (event: RecordedInLog<unknown>, broken: BrokenCommand) => void) {}

  take(event: RecordedInLog<unknown>): void {
    const { commandId, metadata } = event;
    const { commandIndex, commandSize } = metadata;
    const { open } = this;
    const goesOn = open?.last.commandId === commandId && open.size === commandSize && open.next === commandIndex;
    if (open && !goesOn) this.end();
    if (!goesOn && commandIndex !== 0) {
      this.onBroken(event, broken('command-without-start', commandId, commandIndex + 1, commandSize));
    }
    const next = commandIndex + 1;
    this.open = next < commandSize ? { size: commandSize, next, last: event } : undefined;
  }

  /** Nothing more comes. */
  end(): void {
    if (!this.open) return;
    const { last, next, size } = this.open;
    this.open = undefined;
    this.onBroken(last, broken('command-without-end', last.commandId, next, size));
  }
}

function broken(code: BrokenCommand['code'], command: string, index: number, size: number): BrokenCommand {
  return { code, details: { command, index: String(index), size: String(size) } };
}
