/** A short click on each touch, for halls that want it: `?click=on`. */
export function clickOnTouch(): void {
  if (new URLSearchParams(location.search).get("click") !== "on" || typeof AudioContext === "undefined")
    return;
  const context = new AudioContext();
  addEventListener("pointerdown", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("button")) return;
    void context.resume();
    const [note, gain] = [context.createOscillator(), context.createGain()];
    note.frequency.value = 1800;
    gain.gain.setValueAtTime(0.08, context.currentTime);
    gain.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + 0.04);
    note.connect(gain).connect(context.destination);
    note.start();
    note.stop(context.currentTime + 0.05);
  });
}
