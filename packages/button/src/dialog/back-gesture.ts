/**
 * Calls `onBack` when the buyer goes back, as phones do to close a dialog. Where the browser has CloseWatcher, `<dialog>` handles this itself; elsewhere
 * one entry in the history stands for the dialog. Returns the function that ends it.
 */
export function watchBackGesture(onBack: () => void): () => void {
  if ('CloseWatcher' in window) return () => {};
  let hasLeft = false;
  history.pushState(history.state, '');
  const leave = () => {
    hasLeft = true;
    stop();
    onBack();
  };
  const stop = () => removeEventListener('popstate', leave);
  addEventListener('popstate', leave);
  return () => {
    stop();
    // The entry is gone already where going back closed the dialog.
    if (!hasLeft) history.back();
  };
}
