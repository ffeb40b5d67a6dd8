/** What `-progress` says from time to time. */
export interface FfmpegProgress {
  /** Seconds of the result that are done. */
  readonly seconds: number;
  /** Times real time; unknown at the very beginning. */
  readonly speed?: number;
}

/** Takes text as it arrives in any pieces; calls back once a block. */
export function createProgressParser(
  told: (progress: FfmpegProgress) => void,
): (text: string) => void {
  let rest = '';
  let seconds = 0;
  let speed: number | undefined;
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [key, value = ''] = line.trim().split('=');
      const number = Number.parseFloat(value);
      if (key === 'out_time_us' && number >= 0) seconds = number / 1e6;
      else if (key === 'speed' && number > 0) speed = number;
      else if (key === 'progress') told(speed === undefined ? { seconds } : { seconds, speed });
    }
  };
}
