import { mount } from 'svelte';
import Product from './Product.svelte';

const target = document.querySelector('#app');
if (target) mount(Product, { target });
