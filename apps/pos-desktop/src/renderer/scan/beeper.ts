/** What the ear learns without looking up: nothing was typed, nobody knows the code, it came twice. */
export type Beep = 'refused' | 'unknown' | 'twice';

type Tone = { readonly hertz: number; readonly atMs: number; readonly forMs: number };

const TONES: Readonly<Record<Beep, readonly Tone[]>> = {
  refused: [{ hertz: 180, atMs: 0, forMs: 350 }],
  unknown: [
    { hertz: 330, atMs: 0, forMs: 120 },
    { hertz: 240, atMs: 160, forMs: 200 },
  ],
  twice: [{ hertz: 880, atMs: 0, forMs: 70 }],
};

const VOLUME = 0.25;

/** Sounds on the machine's own speaker. A machine without one is no reason to stop. */
export function createBeeper(openAudio: () => AudioContext): (beep: Beep) => void {
  let audio: AudioContext | null = null;
  return (beep) => {
    try {
      audio ??= openAudio();
      for (const tone of TONES[beep]) play(audio, tone);
    } catch {
      audio = null;
    }
  };
}

function play(audio: AudioContext, { hertz, atMs, forMs }: Tone): void {
  const [oscillator, gain] = [audio.createOscillator(), audio.createGain()];
  const from = audio.currentTime + atMs / 1000;
  oscillator.type = 'square';
  oscillator.frequency.value = hertz;
  gain.gain.value = VOLUME;
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(from);
  oscillator.stop(from + forMs / 1000);
}
