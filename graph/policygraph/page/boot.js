"use strict";
// Unpacks the style and the script of the page. The page's policy knows both scripts by their hashes and runs no other.
(async () => {
  const unpacked = async (id) => {
    const binary = atob(document.getElementById(id).textContent.trim());
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  };
  try {
    const style = document.createElement("style");
    const script = document.createElement("script");
    [style.textContent, script.textContent] = await Promise.all([unpacked("style"), unpacked("code")]);
    document.head.append(style);
    document.body.append(script);
  } catch (error) {
    const view = document.getElementById("view");
    view.textContent = view.dataset.failed;
    document.documentElement.dataset.ready = "failed";
    throw error;
  }
})();
