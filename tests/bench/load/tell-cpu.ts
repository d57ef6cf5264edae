// Loaded into the measured process beside its program: answers how much CPU it used and how much memory it holds.
process.on('message', (asked) => {
  if (asked !== 'use') return;
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() });
});
process.channel?.unref();
