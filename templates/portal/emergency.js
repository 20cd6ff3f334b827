// Where the telephone is: said here, kept here. Nothing of it goes to the site.
(() => {
  const here = document.querySelector(".here"), button = here.querySelector("button");
  if (!navigator.geolocation) return;
  const told = (name) => here.querySelector(`[data-${name}]`);
  const said = told("said"), OLD_MS = 120_000, ROUGH_M = 200;
  const say = (...sentences) => { said.textContent = sentences.filter(Boolean).join(" "); };
  const word = (name, number) => here.dataset[name].replace("{}", number);
  const number = (value) => value.toLocaleString(here.dataset.numbers);
  const KM = 6371, RADIAN = Math.PI / 180;

  // Open Location Code, ten digits: two of 20 each for a row and a column, then four times a twentieth of it.
  function plusCode(lat, lon) {
    const DIGITS = "23456789CFGHJMPQRVWX", STEPS = 8000; // of the last pair, in a degree
    const steps = (degrees) => Math.floor(Math.round(degrees * STEPS * 1e6) / 1e6);
    let row = Math.min(Math.max(steps(lat + 90), 0), 180 * STEPS - 1);
    let column = ((steps(lon + 180) % (360 * STEPS)) + 360 * STEPS) % (360 * STEPS);
    let code = "";
    for (let pair = 0; pair < 5; pair++) {
      code = DIGITS[row % 20] + DIGITS[column % 20] + code;
      row = Math.floor(row / 20);
      column = Math.floor(column / 20);
    }
    return `${code.slice(0, 8)}+${code.slice(8)}`;
  }

  function km(a, b) {
    const square = (angle) => Math.sin((angle * RADIAN) / 2) ** 2;
    const part = square(b[0] - a[0]) + Math.cos(a[0] * RADIAN) * Math.cos(b[0] * RADIAN) * square(b[1] - a[1]);
    return 2 * KM * Math.asin(Math.sqrt(part));
  }

  function sortPosts(from) {
    const list = document.querySelector(".posts");
    if (!list) return;
    const posts = [...list.children].map((post) => [post, post.dataset.at && km(from, post.dataset.at.split(",").map(Number))]);
    posts.sort(([, a], [, b]) => (a || Infinity) - (b || Infinity) || 0);
    for (const [post, away] of posts) {
      if (away) post.querySelector("output").textContent = `${number(away < 10 ? Math.round(away * 10) / 10 : Math.round(away))} km`;
      list.append(post);
    }
  }

  function found({ coords, timestamp }) {
    const at = [coords.latitude, coords.longitude], code = plusCode(...at), metres = Math.ceil(coords.accuracy);
    const point = at.map((degrees) => degrees.toFixed(5)).join(","), minutes = Math.round((Date.now() - timestamp) / 60_000);
    told("point").textContent = point.replace(",", ", ");
    told("code").textContent = code;
    told("near").textContent = word("accuracy", number(metres));
    const text = encodeURIComponent(here.dataset.message.replace("{point}", point).replace("{code}", code).replace("{metres}", metres));
    told("sms").href = `sms:?&body=${text}`;
    told("whatsapp").href = `https://wa.me/?text=${text}`;
    told("found").hidden = false;
    say(Date.now() - timestamp > OLD_MS && word("old", number(minutes)), metres > ROUGH_M && here.dataset.rough);
    sortPosts(at);
    button.removeAttribute("aria-busy");
    button.textContent = here.dataset.again;
  }

  function failed({ code }) {
    button.removeAttribute("aria-busy");
    say(here.dataset[{ 1: "denied", 3: "late" }[code] ?? "unavailable"]);
  }

  button.hidden = false;
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    say(here.dataset.looking);
    navigator.geolocation.getCurrentPosition(found, failed, { enableHighAccuracy: true, timeout: 25_000, maximumAge: 0 });
  });
})();
