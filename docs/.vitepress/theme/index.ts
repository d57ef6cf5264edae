import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import ButtonPlayground from './ButtonPlayground.vue';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('ButtonPlayground', ButtonPlayground);
  },
} satisfies Theme;
