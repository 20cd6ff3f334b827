// A long job goes on by itself, step by step; without this script one presses the button.
document.querySelector("form[data-continue]")?.requestSubmit();
