// Sends photographs made smaller, and says how far it is; without this script the form sends them as they are.
const LONGEST_SIDE = 2400;

async function smaller(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = LONGEST_SIDE / Math.max(picture.width, picture.height);
    if (scale >= 1) return file;
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.width * scale, picture.height * scale].map(Math.round);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return blob?.size < file.size ? new File([blob], file.name, { type: blob.type }) : file;
  } catch {
    return file; // of a kind that this browser cannot show
  }
}

function send(form, state) {
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.onprogress = ({ loaded, total }) => (state.textContent = `${form.dataset.sending} ${Math.round((100 * loaded) / total)} %`);
  request.onerror = () => {
    state.textContent = form.dataset.failed;
    form.inert = false;
  };
  request.onload = () => {
    if (request.status === 200) return location.assign(request.responseURL);
    // With what is wrong beside its field.
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const main = page.querySelector("main");
    if (!main) return request.onerror();
    document.querySelector("main").replaceWith(main);
    scrollTo(0, 0);
    begin();
  };
  request.send(new FormData(form));
}

function begin() {
  const form = document.querySelector("[data-offer]");
  const state = form?.querySelector("[data-state]");
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    state.textContent = form.dataset.preparing;
    const files = new DataTransfer();
    for (const file of form.photos.files) files.items.add(await smaller(file));
    form.photos.files = files.files;
    send(form, state);
    form.inert = true;
  });
}

begin();
