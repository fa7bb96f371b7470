// The page's state and its talk with the server. It refetches the open view at every change; views are small.

import { bubble, entry, hue, initial, make } from "./draw.js";

const $ = (id) => document.getElementById(id);
const address = new URLSearchParams(location.search);
const view = { as: address.get("as"), chat: address.get("chat"), state: null, chosen: null, reply: null, edit: null };
const seen = new Map();
const busy = new Set();
const drawn = { signature: "", nodes: [] };
let fetching = false;
let isStale = false;

async function refresh() {
  if (fetching) { isStale = true; return; }
  fetching = true;
  do {
    isStale = false;
    const query = new URLSearchParams();
    if (view.as) query.set("as", view.as);
    if (view.chat) query.set("chat", view.chat);
    const response = await fetch(`/ui/state?${query}`);
    view.state = await response.json();
    show();
  } while (isStale);
  fetching = false;
}

async function post(path, body, headers = {}) {
  const response = await fetch(path, { method: "POST", body, headers: { "X-Playground": "1", ...headers } });
  const result = response.ok ? await response.json() : { ok: false, why: "出错了，请看终端" };
  if (!result.ok) toast(result.why);
  return result;
}

const act = (what) => post("/ui/act", JSON.stringify({ as: view.state.me, chat: view.chat ?? undefined, ...what }),
  { "Content-Type": "application/json" });

function go(as, chat) {
  Object.assign(view, { as, chat, chosen: null, reply: null, edit: null });
  const query = new URLSearchParams();
  if (as) query.set("as", as);
  if (chat) query.set("chat", chat);
  history.replaceState(null, "", `/?${query}`);
  drawn.signature = "";
  busy.clear();
  $("menu").hidden = true;
  $("toast").hidden = true;
  showAnswering();
  refresh();
}

const tap = {
  link(url) {
    const isOurs = /^https:\/\/t\.me\/[^/?]+\?(start|startgroup)=/.test(url);
    if (isOurs) act({ do: "link", url }).then((result) => result.ok && go(view.state.me, result.chat));
    return isOurs;
  },
  command(text) { $("words").value = text; $("words").focus(); },
  press(message, data) {
    busy.add(`${message.id}:${data}`);
    setTimeout(() => { busy.delete(`${message.id}:${data}`); showMessages(); }, 4000);
    act({ do: "press", message: message.id, data });
    showMessages();
  },
  choose(message) { view.chosen = view.chosen === message.id ? null : message.id; showMessages(); },
  reply(message) { Object.assign(view, { reply: message, edit: null, chosen: null }); showAnswering(); showMessages(); $("words").focus(); },
  edit(message) {
    Object.assign(view, { edit: message, reply: null, chosen: null });
    $("words").value = message.text;
    showAnswering(); showMessages(); $("words").focus();
  },
};

function show() {
  const { state } = view;
  view.as = state.me;
  $("clock").textContent = state.clock.text;
  $("tick").hidden = !state.clock.button;
  $("tick").textContent = state.clock.button ?? "";
  showPeople(state);
  showChats(state);
  $("main").classList.toggle("reading", Boolean(state.chat));
  $("chat").hidden = !state.chat;
  $("nothing").hidden = Boolean(state.chat);
  if (state.chat) showChat(state.chat);
}

function showPeople(state) {
  const people = state.people.map((person) => {
    const hasNew = person.id !== state.me && person.latest > (seen.get(`p${person.id}`) ?? 0);
    const note = person.note ? `（${person.note}）` : "";
    return [person.id, `${person.name}${note}${hasNew ? " ●" : ""}`];
  });
  const current = state.people.find((person) => person.id === state.me);
  if (current) seen.set(`p${current.id}`, current.latest);
  const select = $("me");
  const wanted = JSON.stringify(people);
  if (select.dataset.shown !== wanted) {
    select.replaceChildren(...people.map(([id, label]) => new Option(label, id)));
    select.dataset.shown = wanted;
  }
  select.value = String(state.me ?? "");
}

function showChats(state) {
  const entries = state.chats.map((chat) => {
    const name = `${state.me}/${chat.key}`;
    const isOpen = state.chat?.key === chat.key;
    if (isOpen) seen.set(name, chat.latest);
    const element = entry(chat, isOpen, chat.latest > (seen.get(name) ?? 0));
    element.onclick = () => go(state.me, chat.key);
    return element;
  });
  const others = state.joinable.map((group) => {
    const element = entry({ ...group, is_group: true, preview: "加入这个群组", time: "" }, false, false);
    element.onclick = () => act({ do: "join", group: group.key }).then((result) => result.ok && go(state.me, result.chat));
    return element;
  });
  $("chats").replaceChildren(...entries, ...(others.length ? [make("h2", "", "可以加入的群组"), ...others] : []));
}

function showChat(chat) {
  $("face").className = `face ${chat.is_group ? hue(chat.title.length + 2) : ""}`;
  $("face").textContent = initial(chat.title);
  $("name").textContent = chat.title;
  $("about").textContent = chat.subtitle;
  $("pinned").textContent = chat.pinned;
  $("pinned").hidden = !chat.pinned;
  $("more").textContent = chat.is_group ? "退出群组" : chat.is_blocked ? "解除屏蔽" : "屏蔽";
  $("more").hidden = !chat.is_started;
  const mustStart = !chat.is_started || chat.is_blocked;
  $("start").hidden = !mustStart;
  $("start").textContent = chat.is_blocked ? "解除屏蔽" : "开始";
  $("compose").hidden = mustStart;
  $("commands").hidden = !chat.menu.length;
  $("menu").replaceChildren(...chat.menu.map((item) => Object.assign(
    make("button", "", make("b", "", `/${item.command}`), make("span", "", item.description)),
    { onclick: () => { $("menu").hidden = true; act({ do: "say", text: `/${item.command}` }); } })));
  showMessages();
}

function showMessages() {
  const { chat } = view.state;
  if (!chat) return;
  const signature = JSON.stringify([view.state.me, chat.key, chat.messages, view.chosen, [...busy]]);
  if (signature === drawn.signature) return;
  drawn.signature = signature;
  const log = $("messages");
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80 || !log.childElementCount;
  const nodes = [];
  chat.messages.forEach((message, i) => {
    const before = chat.messages[i - 1];
    const after = chat.messages[i + 1];
    const isSame = (other) => other && !other.service && other.from === message.from && other.day === message.day;
    if (before?.day !== message.day) nodes.push(make("div", "day", message.day));
    nodes.push(bubble(message, { isGroup: chat.is_group, isFirst: !isSame(before), isLast: !isSame(after),
      isChosen: view.chosen === message.id, busy }, tap));
  });
  if (!chat.messages.length && chat.description) nodes.push(make("div", "service", chat.description));
  const at = log.scrollTop;
  log.replaceChildren(...nodes);
  log.scrollTop = isAtEnd ? log.scrollHeight : at;
  for (const image of log.querySelectorAll("img")) {
    image.onload = () => { if (isAtEnd) log.scrollTop = log.scrollHeight; };
  }
}

function showAnswering() {
  const about = view.edit ?? view.reply;
  $("answering").hidden = !about;
  $("answering").firstElementChild.textContent = about ? `${view.edit ? "编辑" : `回复 ${about.name}`}：${about.text}` : "";
}

let toastTimer = 0;
function toast(text) {
  if (!text) return;
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $("toast").hidden = true; }, 3500 + 40 * text.length);
}

async function send() {
  const text = $("words").value;
  if (!text.trim()) return;
  const what = view.edit ? { do: "edit", message: view.edit.id, text } : { do: "say", text, reply_to: view.reply?.id };
  const result = await act(what);
  if (!result.ok) return;
  $("words").value = "";
  $("words").style.height = "";
  Object.assign(view, { reply: null, edit: null });
  showAnswering();
  $("messages").scrollTop = $("messages").scrollHeight;
}

async function sendFile(input, kind) {
  for (const file of input.files) {
    const form = new FormData();
    form.append("as", view.state.me);
    form.append("chat", view.chat);
    form.append("caption", $("words").value);
    if (view.reply) form.append("reply_to", view.reply.id);
    form.append(kind, file, file.name);
    $("words").value = "";
    await post("/ui/upload", form);
  }
  input.value = "";
  view.reply = null;
  showAnswering();
}

$("me").onchange = () => go($("me").value, view.state.chat?.is_group ? view.chat : $("me").value);
$("new-person").onclick = async () => {
  const text = window.prompt("这个人的名字");
  if (!text) return;
  const result = await act({ do: "person", text, chat: undefined });
  if (result.ok) go(result.as, null);
};
$("tick").onclick = async () => { $("tick").disabled = true; await act({ do: "clock" }); $("tick").disabled = false; };
$("back").onclick = () => go(view.state.me, null);
$("more").onclick = () => {
  const { chat } = view.state;
  if (chat.is_group) act({ do: "leave" }).then(() => go(view.state.me, null));
  else act({ do: chat.is_blocked ? "unblock" : "block" });
};
$("start").onclick = () => (view.state.chat.is_blocked ? act({ do: "unblock" }) : act({ do: "say", text: "/start" }));
$("commands").onclick = () => { $("menu").hidden = !$("menu").hidden; };
$("answering").lastElementChild.onclick = () => { Object.assign(view, { reply: null, edit: null }); showAnswering(); };
$("photo").onchange = () => sendFile($("photo"), "photo");
$("file").onchange = () => sendFile($("file"), "file");
$("compose").onsubmit = (event) => { event.preventDefault(); send(); };
$("words").oninput = () => { $("words").style.height = "auto"; $("words").style.height = `${$("words").scrollHeight + 2}px`; };
$("words").onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
};

function listen() {
  const events = new EventSource("/ui/events");
  events.addEventListener("change", refresh);
  events.addEventListener("toast", (event) => {
    const { user, text } = JSON.parse(event.data);
    if (String(user) === String(view.state?.me)) { busy.clear(); toast(text); showMessages(); }
  });
}

// A still view (`&still=1`) opens no stream: a headless browser's screenshot waits for the network to fall silent.
if (!address.has("still")) listen();
refresh();
