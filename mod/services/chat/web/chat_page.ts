/** The page of a room. It works without a build step, on a phone, with a keyboard alone and with a screen reader. */
export const CHAT_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>netlab chat</title>
<link rel="stylesheet" href="chat.css">
<script src="chat.js" defer></script>
</head>
<body>
<header>
  <h1>netlab chat</h1>
  <p id="state" role="status">not connected</p>
</header>
<main>
  <ol id="talk" role="log" aria-live="polite" aria-label="What is said" tabindex="0"></ol>
  <aside aria-labelledby="people-title">
    <h2 id="people-title">Here</h2>
    <ul id="people"></ul>
  </aside>
</main>
<form id="enter" autocomplete="off">
  <label for="name">Your name</label>
  <input id="name" name="name" required maxlength="80" autocapitalize="off" spellcheck="false" autofocus
    aria-describedby="trouble">
  <button>Join</button>
</form>
<form id="speak" autocomplete="off" hidden>
  <label for="line">Message</label>
  <input id="line" name="line" autocapitalize="sentences" enterkeyhint="send" aria-describedby="trouble">
  <button>Send</button>
</form>
<p id="trouble" role="alert"></p>
<noscript><p>This page talks over a WebSocket and needs JavaScript. <code>nc</code> does not.</p></noscript>
</body>
</html>
`;
