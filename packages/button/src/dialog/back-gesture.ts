/**
 * The phone's way back closes the dialog. Where the browser has CloseWatcher, `<dialog>` does it by itself; elsewhere one entry of the history
 * stands for the dialog.
 */
export function onBack(back: () => void): () => void {
  if ('CloseWatcher' in window) return () => {};
  let left = false;
  history.pushState(history.state, '');
  const gone = () => {
    left = true;
    stop();
    back();
  };
  const stop = () => removeEventListener('popstate', gone);
  addEventListener('popstate', gone);
  return () => {
    stop();
    // Already gone where the way back was what closed it.
    if (!left) history.back();
  };
}
