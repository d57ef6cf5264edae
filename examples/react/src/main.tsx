import { createRoot } from 'react-dom/client';
import { Product } from './product.tsx';

const root = document.querySelector('#app');
if (root) createRoot(root).render(<Product />);
