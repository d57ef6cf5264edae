import 'installment-button';
import type {} from 'installment-button/react';
import { useState } from 'react';

export function Product() {
  const [quantity, setQuantity] = useState(1);
  const [status, setStatus] = useState('');
  const items = [{ name: 'Холодильник Norden RF-340', price: 4_999_000, quantity }];
  return (
    <>
      <h1>Холодильник Norden RF-340</h1>
      <button onClick={() => setQuantity(quantity + 1)}>Ещё один</button>
      {/* As text: so the cart is also right in markup that a server rendered before the script came. */}
      <installment-button
        service-url={import.meta.env.VITE_SERVICE}
        shop={import.meta.env.VITE_SHOP}
        items={JSON.stringify(items)}
        preview
        oninstallment-status={(event) => setStatus(event.detail.status)}
      />
      <output>{status}</output>
    </>
  );
}
