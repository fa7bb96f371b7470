// From the state's JSON to elements. Nothing here talks to the server; every text becomes a text node.

export function make(tag, className = "", ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

export const hue = (id) => `hue${Math.abs(id) % 7}`;
export const initial = (name) => Array.from(name)[0] ?? "?";

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "code", spoiler: "span",
  blockquote: "blockquote" };

/** Text with entities; offsets count UTF-16 units, as JavaScript's strings do. */
export function formatted(text, entities, tap) {
  const edges = [...new Set([0, text.length, ...entities.flatMap((e) => [e.offset, e.offset + e.length])])]
    .filter((at) => at <= text.length).sort((a, b) => a - b);
  const words = make("div", "words");
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const part = text.slice(edges[i], edges[i + 1]);
    const over = entities.filter((e) => e.offset <= edges[i] && edges[i] < e.offset + e.length);
    words.append(over.reduce((inner, entity) => wrapped(inner, entity, part, tap), document.createTextNode(part)));
  }
  return words;
}

function wrapped(inner, entity, part, tap) {
  if (entity.type === "url" || entity.type === "text_link") {
    const link = make("a", "", inner);
    link.href = /^https?:/i.test(entity.url ?? part) ? entity.url ?? part : "#";
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.onclick = (event) => { if (tap.link(link.href)) event.preventDefault(); };
    return link;
  }
  if (entity.type === "bot_command") {
    const command = make("span", "tap", inner);
    command.onclick = () => tap.command(part);
    return command;
  }
  return TAGS[entity.type] ? make(TAGS[entity.type], "", inner) : inner;
}

export function entry(chat, isOpen, isNew) {
  const button = make("button", isOpen ? "entry open" : "entry",
    make("span", `face ${chat.is_group ? hue(chat.title.length + 2) : ""}`, initial(chat.title)),
    make("div", "", make("b", "", chat.title), make("small", "", chat.preview || "还没有消息")),
    make("time", "", chat.time, ...(isNew ? [make("span", "new")] : [])));
  button.dataset.key = chat.key;
  return button;
}

function size(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function attachments(message) {
  const parts = [];
  if (message.photo) {
    const link = make("a", "picture", Object.assign(make("img"), { src: `/ui/file/${message.photo}`, alt: "图片" }));
    Object.assign(link, { href: `/ui/file/${message.photo}`, target: "_blank" });
    parts.push(link);
  }
  if (message.document) {
    const paper = make("a", "paper", make("i", "", "↓"),
      make("span", "", make("b", "", message.document.file_name), make("small", "", size(message.document.file_size))));
    paper.href = `/ui/file/${message.document.file_id}`;
    parts.push(paper);
  }
  if (message.location) {
    parts.push(make("div", "", `📍 ${message.location.latitude}, ${message.location.longitude}`));
  }
  return parts;
}

function keyboard(message, tap, busy) {
  const keys = make("div", "keys");
  for (const row of message.buttons) {
    const line = make("div");
    for (const key of row) {
      const button = make("button", key.url ? "link" : "", key.label);
      if (busy.has(`${message.id}:${key.data}`)) button.classList.add("busy");
      button.onclick = () => (key.url ? tap.link(key.url) || window.open(key.url, "_blank", "noopener") : tap.press(message, key.data));
      line.append(button);
    }
    keys.append(line);
  }
  return keys;
}

/** One message; `tap` holds what happens when its parts are touched. */
export function bubble(message, { isGroup, isFirst, isLast, isChosen, busy }, tap) {
  if (message.service) return make("div", "service", message.service);
  const box = make("div", "bubble");
  if (isGroup && isFirst && !message.is_mine) box.append(make("div", `sender ${hue(message.from)}`, message.name));
  if (message.forward) box.append(make("div", "forward", `转发自 ${message.forward}`));
  if (message.reply) box.append(make("div", "quote", make("b", "", message.reply.name), make("span", "", message.reply.text)));
  box.append(...attachments(message));
  if (message.dice) box.append(make("div", "thrown", message.dice.emoji, make("b", "", String(message.dice.value))));
  const words = formatted(message.text, message.entities, tap);
  words.append(make("span", "meta", `${message.is_edited ? "已编辑 " : ""}${message.time}`));
  box.append(words);
  const kinds = ["message", message.is_mine && "mine", isLast && "last", message.dice && "dice"];
  const whole = make("div", kinds.filter(Boolean).join(" "), box);
  if (message.buttons.length) whole.append(keyboard(message, tap, busy));
  box.onclick = (event) => { if (!event.target.closest("a, .tap")) tap.choose(message); };
  if (isChosen) {
    const tools = make("div", "tools", Object.assign(make("button", "", "回复"), { onclick: () => tap.reply(message) }));
    if (message.is_mine && !message.dice) tools.append(Object.assign(make("button", "", "编辑"), { onclick: () => tap.edit(message) }));
    whole.append(tools);
  }
  return whole;
}
