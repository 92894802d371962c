// Puts a text into the clipboard, also where the browser lets a page do so only in the old way (a frame, a notebook).

/** @param {string} text @returns {Promise<boolean>} whether it is there now */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByHand(text); // no clipboard here, or none for us
  }
}

/** @param {string} text @returns {boolean} */
function copiedByHand(text) {
  const before = document.activeElement, area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
