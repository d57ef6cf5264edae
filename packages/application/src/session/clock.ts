/** Where the page gets the time from: one clock for all of the page, another one in tests. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A difference below this is the network's delay and the header's whole seconds, not a wrong clock. */
const toleranceMs = 3000;

/**
 * The device's clock, corrected by the service's. Devices are hours off where a wrong time zone was hidden by setting the hands right, and
 * every countdown runs to a moment that the service named.
 */
export class ServiceClock implements Clock {
  private offsetMs = 0;
  private readonly device: Clock;

  constructor(device: Clock) {
    this.device = device;
  }

  now(): Date {
    return new Date(this.device.now().getTime() + this.offsetMs);
  }

  /** @param date the `Date` header of an answer that has just arrived */
  correct(date: string | null): void {
    // The header has whole seconds: half a second is the mean of what it leaves out.
    const offsetMs = Date.parse(date ?? '') + 500 - this.device.now().getTime();
    if (Math.abs(offsetMs - this.offsetMs) > toleranceMs) this.offsetMs = offsetMs;
  }

  /** The same moment as the hands of this device show it. For wall-clock times that the buyer compares with the device's own clock. */
  onDevice(at: Date): Date {
    return new Date(at.getTime() - this.offsetMs);
  }
}
