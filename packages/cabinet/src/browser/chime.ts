/** Plays two quiet notes. */
export async function chime(): Promise<void> {
  const audio = new AudioContext();
  const volume = new GainNode(audio, { gain: 0.06 });
  volume.connect(audio.destination);
  [660, 880].forEach((frequency, index) => {
    const note = new OscillatorNode(audio, { frequency });
    note.connect(volume);
    note.start(audio.currentTime + index * 0.14);
    note.stop(audio.currentTime + index * 0.14 + 0.12);
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  await audio.close();
}
