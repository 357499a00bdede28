import AsyncLock from 'async-lock';
import { ContractBusy } from './contract-request';

/** One task at a time for each contract, in the order in which they came: writers of one process would else only take the
 *  revision from one another. */
export class Turns {
  private readonly lock: AsyncLock;

  constructor(private readonly waitMsMax: number) {
    this.lock = new AsyncLock({ timeout: waitMsMax });
  }

  /** Throws ContractBusy when the turn does not come in time, or a thousand others wait already. */
  async take<T>(contractId: string, task: () => Promise<T>): Promise<T> {
    let begun = false;
    const begin = () => {
      begun = true;
      return task();
    };
    try {
      return await this.lock.acquire(contractId, begin);
    } catch (error) {
      throw begun ? error : new ContractBusy(this.waitMsMax);
    }
  }
}
