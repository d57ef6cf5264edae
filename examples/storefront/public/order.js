// The order page, live: the server sends what it learnt from verified webhooks.
const order = document.querySelector('.order');
const part = (id) => document.getElementById(id);

if (order) {
  const stream = new EventSource(order.dataset.stream);
  stream.onmessage = ({ data }) => {
    const { headline, detail, step, ended } = JSON.parse(data);
    if (part('headline').textContent !== headline) part('headline').textContent = headline;
    part('detail').textContent = detail;
    part('steps').dataset.step = step;
    part('go-on').hidden = ended || step > 2;
    // Nothing more will come; an open stream would only cost.
    if (ended) stream.close();
  };
}
