import type { Cabinet } from '../state/cabinet.ts';
import type { Shortcut } from '../state/shortcuts.ts';
import { sections, type Layer } from './top-bar.ts';

/** The shortcuts that work on every page. */
export function sharedShortcuts(cabinet: Cabinet, open: (layer: Layer) => void): readonly Shortcut[] {
  const { texts } = cabinet;
  if (cabinet.phase !== 'open') return [];
  return [
    { code: 'KeyK', shown: ['Ctrl K'], label: texts.commands, withControl: true, run: () => open('commands') },
    { code: 'Slash', shown: ['?'], label: texts.keys.heading, shift: true, run: () => open('keys') },
    ...sections(cabinet).map(({ place, label }, index) => ({
      code: `Digit${index + 1}`,
      shown: [`Ctrl ${index + 1}`],
      label,
      withControl: true,
      run: () => cabinet.go(place),
    })),
  ];
}
