let count = 0;

/**
 * Calls `onBack` when the buyer goes back, as phones do to close a dialog. Where the browser has CloseWatcher, `<dialog>` handles this itself; elsewhere
 * one entry in the history, marked in its state, stands for the dialog. Returns the function that ends it.
 */
export function watchBackGesture(onBack: () => void): () => void {
  if ('CloseWatcher' in window) return () => {};
  const mark = `${Date.now()}.${++count}`;
  const { href } = location;
  history.pushState({ ...Object(history.state), installmentDialog: mark }, '');
  const isOurs = () => (history.state as { installmentDialog?: string } | null)?.installmentDialog === mark;
  const leave = () => {
    // At another address the shop itself has navigated.
    if (!isOurs() && location.href === href) onBack();
  };
  addEventListener('popstate', leave);
  return () => {
    removeEventListener('popstate', leave);
    // After the listeners of `installment-close`: a shop that goes to its thanks page there, or went there before, must stay there.
    setTimeout(() => {
      if (isOurs()) history.back();
    });
  };
}
