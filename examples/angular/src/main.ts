import '@angular/compiler';
import { bootstrapApplication } from '@angular/platform-browser';
import { Product } from './product.ts';

await bootstrapApplication(Product);
