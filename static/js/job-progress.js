// Asks how a job stands until it is over, then shows the page anew; without this script one looks again oneself.
const panel = document.querySelector("[data-job]");
const bar = panel.querySelector("progress");
const words = panel.querySelector("[role=status]");

async function look() {
  try {
    const answer = await fetch(panel.dataset.job);
    if (answer.ok) {
      const job = await answer.json();
      if (job.is_finished) return location.reload();
      if (words.textContent !== job.state) words.textContent = job.state;
      if (job.total) Object.assign(bar, { max: job.total, value: job.done });
    }
  } catch {
    // Out of reach for a moment: the next look may tell.
  }
  setTimeout(look, 1000);
}
setTimeout(look, 1000);
