/** Small wheels that came just now, in memory until their METADATA is read: no file is opened for it again. */
export interface RecentWheels {
  readonly keep: (path: string, content: Buffer) => void;
  /** The content of a wheel, which is not kept any longer; `null` where it has to be read from the disk. */
  readonly take: (path: string) => Buffer | null;
}

/** Where there is no more room, the oldest goes, and is read from the disk. */
const MOST_BYTES = 32 * 1024 * 1024;

export function keepRecentWheels(): RecentWheels {
  const kept = new Map<string, Buffer>();
  let keptBytes = 0;
  const take = (path: string): Buffer | null => {
    const content = kept.get(path) ?? null;
    if (kept.delete(path)) keptBytes -= content?.byteLength ?? 0;
    return content;
  };
  return {
    keep: (path, content) => {
      take(path);
      if (!path.endsWith('.whl') || content.byteLength > MOST_BYTES) return;
      for (const oldest of kept.keys()) {
        if (keptBytes + content.byteLength <= MOST_BYTES) break;
        take(oldest);
      }
      kept.set(path, content);
      keptBytes += content.byteLength;
    },
    take,
  };
}
